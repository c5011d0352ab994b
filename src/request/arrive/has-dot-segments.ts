/** `.` and `..` between slashes, however a client writes them: encoded once or more, with a backslash, with a parameter behind. */
const DOT_SEGMENT = /(?:^|[/\\]|%(?:25)*(?:2f|5c))(?:\.|%(?:25)*2e){1,2}(?:$|[/\\;]|%(?:25)*(?:2f|5c|3b))/i;

/** Tabs and line breaks, which a URL drops wherever they stand. */
const DROPPED = /%(?:25)*0[9ad]/gi;

/**
 * Whether a path has segments that whoever resolves it drops or climbs by, so that it leads elsewhere than it says. Source: RFC
 * 3986, 5.2.4; WHATWG URL, "double-dot URL path segment".
 */
export function hasDotSegments(path: string): boolean {
  return DOT_SEGMENT.test(path.replaceAll(DROPPED, ''));
}

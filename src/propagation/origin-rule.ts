import type { OptionCheck } from '../core/check-options.js';
import { ThroughlineError } from '../core/throughline-error.js';
import { parseUrl } from './parse-url.js';

/**
 * Which origins are listed: an origin, `https://api.example.com` or `http://localhost:8080`; all origins one or more labels below a
 * domain, `https://*.example.com`; a regular expression that must match a whole origin, in the form of `URL.origin`; or a function of the
 * URL, which lists it by returning `true`. Any other value, and a throw, does not list it.
 */
export type Origins =
  | string
  | RegExp
  | ((url: URL) => boolean)
  | readonly (string | RegExp | ((url: URL) => boolean))[];

/** Whether the origin of a URL is listed. Never throws. */
export type OriginRule = (url: URL) => boolean;

/** Longer origins are not listed, so that no pattern runs on what a redirect invents. A domain has at most 253 characters. */
const MAX_LENGTH = 300;

const EXPECTED =
  "one or more of: an origin such as 'https://api.example.com', 'https://*.example.com', a RegExp, a function of the URL";

/** The check of the option `to` by its type; the rule checks what it lists. */
export const ORIGINS: OptionCheck = [
  EXPECTED,
  (to) => typeof to === 'string' || typeof to === 'function' || to instanceof RegExp || Array.isArray(to),
];

/** The rule for `to`. Throws `TL_ERR_INVALID_OPTION` for what lists nothing, or not what it seems to. */
export function originRule(to: Origins | undefined): OriginRule {
  const rules = (Array.isArray(to) ? to : [to]).map(ruleFor);
  if (rules.length === 0) throw invalid();
  return (url) => isHttp(url) && url.origin.length <= MAX_LENGTH && rules.some((rule) => rule(url));
}

function ruleFor(to: unknown): OriginRule {
  if (typeof to === 'string') return /^https?:\/\/\*\./i.test(to) ? wildcardRule(to) : stringRule(to);
  if (to instanceof RegExp) return patternRule(to);
  if (typeof to === 'function') return predicateRule(to as (url: URL) => unknown);
  throw invalid();
}

function stringRule(to: string): OriginRule {
  const { origin } = parse(to);
  return (url) => url.origin === origin;
}

/** The wildcard stands for labels, so that it can stand for no part of an address. */
function wildcardRule(to: string): OriginRule {
  const { protocol, hostname, port } = parse(to.replace('*.', 'x.'));
  const domain = hostname.slice(1);
  if (!/^\.[^.]/.test(domain)) throw invalid();
  return (url) => {
    if (url.protocol !== protocol || url.port !== port || !url.hostname.endsWith(domain)) return false;
    const labels = url.hostname.slice(0, -domain.length);
    return labels.split('.').every((label) => label !== '');
  };
}

/** A pattern that is global or sticky would remember where the last match ended. */
function patternRule(to: RegExp): OriginRule {
  const whole = new RegExp(`^(?:${to.source})$`, to.flags.replaceAll(/[gmy]/g, ''));
  return (url) => whole.test(url.origin);
}

/** A URL of its own for each call, so that no function can change what the next one sees. */
function predicateRule(to: (url: URL) => unknown): OriginRule {
  return (url) => {
    try {
      const isListed = to(new URL(url));
      if (typeof isListed === 'object') Promise.resolve(isListed).catch(() => {}); // a promise is a no, also if it fails
      return isListed === true;
    } catch {
      return false;
    }
  };
}

/** The URL of a string that is an origin and no more: no path, query, user, or characters that a parser would drop. */
function parse(to: string): URL {
  const url = /^https?:\/\/[^\s/?#@\\*%]+\/?$/i.test(to) ? parseUrl(to) : undefined;
  if (url === undefined) throw invalid();
  return url;
}

function isHttp(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:';
}

function invalid(): ThroughlineError {
  return new ThroughlineError('TL_ERR_INVALID_OPTION', 'to', EXPECTED);
}

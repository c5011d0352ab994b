/** From how many milliseconds on a request is slow. It is the same for all, so that a filter changes no mark. */
export const SLOW = 500;

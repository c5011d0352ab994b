/** What is wrong, in words for the terminal. */
export class Refused extends Error {}

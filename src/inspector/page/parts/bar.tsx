import type { JSX } from 'preact';

interface BarProps {
  /** Parts of the whole, 0 to 1. */
  readonly from?: number;
  readonly size: number;
  /** How much of the bar is filled: what ran, of what ran and waited. */
  readonly filled?: number | undefined;
  readonly look?: string;
}

/** A bar. It is placed by properties of its style, which a strict policy allows. */
export function Bar({ from = 0, size, filled, look = '' }: BarProps): JSX.Element {
  const style = { '--from': percent(from), '--size': percent(size), '--filled': percent(filled ?? 0) };
  return <span class={`bar ${look}`} style={style} aria-hidden="true" />;
}

function percent(part: number): string {
  return `${(Math.min(1, Math.max(0, part)) * 100).toFixed(3)}%`;
}

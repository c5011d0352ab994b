import type { ComponentChildren, JSX } from 'preact';

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly count?: number;
  readonly children: ComponentChildren;
}

/** A part of a request, with its heading. */
export function Section({ id, title, count, children }: SectionProps): JSX.Element {
  return (
    <section class="section" aria-labelledby={`${id}-title`} id={id}>
      <h3 id={`${id}-title`}>
        {title} {count !== undefined && <span class="count">{count}</span>}
      </h3>
      {children}
    </section>
  );
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of docs/. */
export interface Page {
  /** Its path in docs/ without the ending: `guide/jobs`. */
  readonly path: string;
  /** Its first heading, without markup. */
  readonly title: string;
  /** How its first paragraph begins, without markup: a sentence, or two if the first is short. */
  readonly about: string;
  readonly text: string;
}

export function readPages(docs: string): Page[] {
  const files = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
  return files.map((file) => {
    const text = readFileSync(join(docs, file), 'utf8');
    const title = plain(/^# (.+)$/m.exec(text)?.[1] ?? '');
    return { path: file.replaceAll('\\', '/').slice(0, -'.md'.length), title, about: aboutOf(text), text };
  });
}

function aboutOf(text: string): string {
  const blocks = text.replaceAll(/^```.*?^```$/gms, '').split(/\n{2,}/);
  const prose = blocks.find((block) => /^[\p{L}`[*]/u.test(block)) ?? '';
  const [sentence = ''] = /^.{60,}?[.:](?= |$)/.exec(plain(prose)) ?? [plain(prose)];
  return sentence.replace(/:$/, '.');
}

function plain(markdown: string): string {
  const linksGone = markdown.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return linksGone.replaceAll(/[`*]/g, '').replaceAll(/\s+/g, ' ').trim();
}

import { linkTo, pathInRepository } from '../repository.js';
import type { Token } from './token.js';

/** Lets links to files that are no pages lead to the repository. Until its address is known, only their text is there. */
export function repositoryLinks(tokens: readonly Token[], page: string, repository: string | undefined): Token[] {
  for (const token of tokens) {
    if (token.children !== null) token.children = mapLinks(token.children, page, repository);
  }
  return [...tokens];
}

function mapLinks(tokens: readonly Token[], page: string, repository: string | undefined): Token[] {
  let isDropped = false;
  return tokens.filter((token) => {
    if (token.type === 'link_close') return !isDropped;
    if (token.type !== 'link_open') return true;
    const path = pathInRepository(page, token.attrGet('href') ?? '');
    isDropped = path !== undefined && repository === undefined;
    if (path !== undefined && repository !== undefined) token.attrSet('href', linkTo(path, repository));
    return !isDropped;
  });
}

import { render } from 'preact';

import { Feed } from './api/feed.js';
import { savedRequest } from './api/saved-request.js';
import { App } from './app.js';
import { readRoute } from './model/route.js';
import { SavedApp } from './saved-app.js';

const saved = savedRequest();
const root = document.createElement('div');
root.id = 'page';
document.body.append(root);
if (saved === undefined) {
  const feed = new Feed();
  feed.start(readRoute(location.hash).filter);
  render(<App feed={feed} />, root);
} else {
  render(<SavedApp detail={saved} />, root);
}

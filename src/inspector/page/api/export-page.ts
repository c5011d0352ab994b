import type { RequestDetail } from '../../api.js';
import { SAVED_ID } from './saved-request.js';

/** This page as one HTML file that shows one request without a collector. Nothing in it runs but what it was built with. */
export async function exportPage(detail: RequestDetail): Promise<string> {
  const [script, style] = await Promise.all([textOf('app.js'), textOf('app.css')]);
  const policy = `default-src 'none'; script-src ${await hashOf(script)}; style-src ${await hashOf(style)}; img-src data:`;
  // JSON in a script of another type is never run; without `<` it cannot end it either.
  const data = JSON.stringify(detail).replaceAll('<', String.raw`\u003c`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Throughline</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<script type="application/json" id="${SAVED_ID}">${data}</script>
<script>${script}</script>
</body>
</html>
`;
}

async function textOf(name: string): Promise<string> {
  const response = await fetch(name);
  if (!response.ok) throw new Error(`The collector answered ${response.status}.`);
  return response.text();
}

async function hashOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return `'sha256-${btoa(String.fromCharCode(...digest))}'`;
}

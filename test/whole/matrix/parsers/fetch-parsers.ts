import { Reading } from '../reading.js';

/** Reads the body of `request` as its path says, and gives what the code around it saw. */
export async function parseFetch(request: Request): Promise<string> {
  const reading = new Reading();
  const { pathname } = new URL(request.url);
  if (pathname === '/json') reading.note(((await request.json()) as { text: string }).text.length);
  else {
    const form = await request.formData();
    const text = form.get('text');
    if (typeof text === 'string') reading.note(text.length);
    const file = form.get('file');
    if (file instanceof File) for await (const chunk of file.stream()) reading.note(chunk.length);
  }
  return reading.answer();
}

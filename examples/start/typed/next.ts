import { traced } from 'throughline/fetch';

interface Context {
  params: Promise<{ id: string }>;
}

export const GET = traced(async (_request, { params }: Context) => new Response((await params).id));

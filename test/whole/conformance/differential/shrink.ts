import { agrees, compare, type Comparison, type Runner } from './compare.js';
import { allStatements, type Block, type Program, type Statement } from './program.js';

/** Removes statements one by one, the outer ones first, for as long as the two still disagree. */
export async function shrink(found: Comparison, reference: Runner, subject: Runner): Promise<Comparison> {
  let smallest = found;
  for (let before = Infinity; countOf(smallest.program) < before;) {
    before = countOf(smallest.program);
    for (const { id } of allStatements(smallest.program.body)) {
      for (const smaller of [without(smallest.program, id), unwrapped(smallest.program, id)]) {
        if (countOf(smaller) >= countOf(smallest.program)) continue;
        const [comparison] = await compare([smaller], reference, subject);
        if (comparison !== undefined && !agrees(comparison)) smallest = comparison;
      }
    }
  }
  return smallest;
}

function countOf(program: Program): number {
  return allStatements(program.body).length;
}

function without(program: Program, id: number): Program {
  return { ...program, body: replaced(program.body, id, () => []) };
}

/** With the body of a helper or a `try` in its place. */
function unwrapped(program: Program, id: number): Program {
  const unwrap = (s: Statement): Block => (s.kind === 'helper' || s.kind === 'try' ? s.body : [s]);
  return { ...program, body: replaced(program.body, id, unwrap) };
}

function replaced(block: Block, id: number, by: (statement: Statement) => Block): Block {
  return block.flatMap((statement) => (statement.id === id ? by(statement) : [inside(statement, id, by)]));
}

function inside(s: Statement, id: number, by: (statement: Statement) => Block): Statement {
  if ('bodies' in s) return { ...s, bodies: s.bodies.map((body) => replaced(body, id, by)) };
  if ('parts' in s) {
    return { ...s, parts: s.parts.map((part) => replaced(part, id, by)), cleanup: replaced(s.cleanup, id, by) };
  }
  return 'body' in s ? { ...s, body: replaced(s.body, id, by) } : s;
}

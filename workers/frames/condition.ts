// A condition is one expression in SQL, `tau21 < 0.5 and mass > 60`. It is put between parentheses, so nothing in it may
// close them, and nothing may end the question early. What remains is the database's to understand.

import { FrameError } from './errors.ts';

/** Throws bad-argument that says what cannot stand there. */
export function checkCondition(text: string): void {
  const refuse = (what: string): never => {
    throw new FrameError('bad-argument', `condition ${text}: ${what}`);
  };
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const rest = text.slice(i, i + 2);
    if (text[i] === "'" || text[i] === '"') {
      const end = text.indexOf(text[i], i + 1);
      if (end < 0) refuse(`the quotation mark ${text[i]} at place ${i + 1} has no other end`);
      // A doubled one within begins the next piece at once.
      i = end;
    } else if (rest === '--' || rest === '/*') refuse(`comments (${rest}) have no place in it`);
    else if (text[i] === '$') refuse('$ has no place in it');
    else if (text[i] === ';') refuse('a semicolon has no place in it');
    else if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth < 0) refuse(`the parenthesis at place ${i + 1} closes none`);
  }
  if (depth > 0) refuse(depth === 1 ? 'a parenthesis is not closed' : `${depth} parentheses are not closed`);
  if (text.trim() === '')
    throw new FrameError('bad-argument', 'the condition is empty, needed is one like tau21 < 0.5');
}

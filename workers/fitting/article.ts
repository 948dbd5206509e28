/** For messages: "a ring", "an ellipse". */
export function article(noun: string): 'a' | 'an' {
  return /^[aeiou]/.test(noun) ? 'an' : 'a';
}

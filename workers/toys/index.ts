// Toy events, plainly toys: for demonstrations and tests, not for physics results.

export { type GenerateOptions, generate, KINDS, type ToyKind, type ToyName, toyKind } from './generate.ts';

// Browser-safe. The writers that need Node stand apart: figure/pdf.ts, figure/png.ts.
export * from './colourmap.ts';
export * from './copies.ts';
export * from './outline.ts';
export * from './plan.ts';
export * from './scale.ts';
export * from './scene.ts';
export * from './theme.ts';
export * from './ticks.ts';
export * from './types.ts';
export * from './view.ts';

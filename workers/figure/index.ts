// Browser-safe. The writers that need Node stand apart: figure/pdf.ts, figure/png.ts.
export * from './caption.ts';
export * from './check.ts';
export * from './colourmap.ts';
export * from './contours.ts';
export * from './copies.ts';
export * from './encode.ts';
export * from './layout.ts';
export * from './outline.ts';
export * from './plan.ts';
export * from './scale.ts';
export * from './scene.ts';
export * from './svg.ts';
export * from './theme.ts';
export * from './ticks.ts';
export * from './types.ts';
export * from './view.ts';

export * from './api.ts';
export * from './data.ts';
export * from './errors.ts';
export * from './fit.ts';
export * from './geometry.ts';
export * from './jobs.ts';
export * from './limits.ts';
export * from './session.ts';

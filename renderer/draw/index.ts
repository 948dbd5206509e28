export { fitAspect, fitView, pan, resizeView, zoom } from '../../workers/figure/view.ts';
export { INPUT, PlaneInput, type PlaneInputCallbacks, type PlaneTarget, type PlaneTool } from './input.ts';
export { PlaneRenderer, type PlaneRendererOptions, type RenderStats } from './plane.ts';

// A shape in an event, as a window may send it: what is fitted, drawn and compared.

import { list, number, record, refuse, tuple } from '../checks.ts';
import type { Component } from '../fit.ts';
import type { ResolutionModel } from '../intervals.ts';
import { inEvent } from './reference-frames.ts';
import { coordinate, length, point, shape } from './scalars.ts';
import { selection } from './selections.ts';

const component = record<Component>(
  {
    shape,
    weight: number(0, 1e6),
    center: point,
    radius: length,
    semi_axes: tuple(length, length),
    angle: coordinate,
    vertices: list(point, 100, 2),
    region: tuple(coordinate, coordinate, coordinate, coordinate),
    // Shapes of the user's own stay on the command line.
    parameters: (value, path) => refuse(path, value, 'nothing: a window has no shapes of the user’s own'),
  },
  ['radius', 'semi_axes', 'angle', 'vertices', 'region', 'parameters'],
);
export const components = list(component, 1000);

export const resolution = record<ResolutionModel>({
  stochastic: number(0, 100),
  constant: number(0, 100),
  noise: number(0, 1e6),
  y: number(0, 10),
  phi: number(0, 10),
});

export const placed = { ...inEvent, selection, shape, components };

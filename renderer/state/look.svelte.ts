// How things are shown: theme, toggles, panels. Kept from event to event and from session to session; nothing in
// here says what the data are.

import type { ColourBy, View } from '../../workers/figure/types.ts';
import { FIRST_COMPOSITION, isCommon, isShape, remember } from './expressions.ts';

export type ThemeChoice = 'system' | 'dark' | 'light';
export const WORKSPACES = ['event', 'observables', 'geometry'] as const;
export type Workspace = (typeof WORKSPACES)[number];
export const GEOMETRY_TABS = ['dimension', 'points', 'jobs'] as const;
export type GeometryTab = (typeof GEOMETRY_TABS)[number];
export const OBSERVABLE_TABS = ['table', 'ranking', 'sql', 'jobs'] as const;
export type ObservableTab = (typeof OBSERVABLE_TABS)[number];
export const DRAWER_TABS = ['histogram', 'table', 'jets', 'jobs', 'history'] as const;
export type DrawerTab = (typeof DRAWER_TABS)[number];
/** Of the tab of jets. */
export const JET_TABLES = ['jets', 'subjets', 'beside'] as const;
export type JetTable = (typeof JET_TABLES)[number];

/** Panel sizes, px: smallest, first, largest. */
export const PANELS = {
  left: { smallest: 180, first: 236, largest: 460 },
  right: { smallest: 220, first: 300, largest: 520 },
  drawer: { smallest: 120, first: 190, largest: 560 },
  chart: { smallest: 180, first: 420, largest: 1200 },
  particles: { smallest: 260, first: 340, largest: 640 },
  pair: { smallest: 280, first: 440, largest: 1400 },
  results: { smallest: 120, first: 270, largest: 700 },
} as const;
export type Panel = keyof typeof PANELS;

/** Radius of the circle around a click that is fitted in a full event, rad (issue: 1 by default). */
export const CIRCLE = { smallest: 0.05, first: 1, largest: 3 } as const;

export class Look {
  theme = $state<ThemeChoice>('system');
  systemDark = $state(true);
  resolved = $derived<'dark' | 'light'>(
    this.theme === 'system' ? (this.systemDark ? 'dark' : 'light') : this.theme,
  );

  workspace = $state<Workspace>('event');
  geometryTab = $state<GeometryTab>('dimension');
  observableTab = $state<ObservableTab>('table');
  /** The expression that a click fits. */
  shape = $state('ring');
  /** The last one chosen that has no button of its own. */
  composition = $state(FIRST_COMPOSITION);
  /** Expressions chosen lately, the newest first. */
  recent = $state.raw<readonly string[]>([]);
  colourBy = $state<ColourBy>('species');
  /** What particles were coloured by before jets were shown. */
  colourBefore: ColourBy = 'species';
  potential = $state(false);
  plan = $state(false);
  particles = $state(false);
  left = $state(true);
  right = $state(true);
  drawer = $state(true);
  tab = $state<DrawerTab>('histogram');
  jetTable = $state<JetTable>('jets');
  sizes = $state<Record<Panel, number>>({
    left: PANELS.left.first,
    right: PANELS.right.first,
    drawer: PANELS.drawer.first,
    chart: PANELS.chart.first,
    particles: PANELS.particles.first,
    pair: PANELS.pair.first,
    results: PANELS.results.first,
  });

  /** What is seen of the plane; null until the first event chooses it, or "Fit view" does again. */
  view = $state.raw<View | null>(null);
  /** GeV of the reference disc; null until the first event of a file chooses it. */
  ptReference = $state<number | null>(null);
  /** ± rad of the colour bar; null until the first potential chooses it, or "Rescale" does again. */
  range = $state<number | null>(null);

  circleRadius = $state<number>(CIRCLE.first);

  resize(panel: Panel, size: number): void {
    const { smallest, largest } = PANELS[panel];
    this.sizes[panel] = Math.round(Math.min(largest, Math.max(smallest, size)));
  }

  /** Plain data for the session file. */
  toJSON(): Record<string, unknown> {
    return {
      theme: this.theme,
      workspace: this.workspace,
      geometryTab: this.geometryTab,
      observableTab: this.observableTab,
      shape: this.shape,
      recent: [...this.recent],
      colourBy: this.colourBy,
      potential: this.potential,
      plan: this.plan,
      particles: this.particles,
      left: this.left,
      right: this.right,
      drawer: this.drawer,
      tab: this.tab,
      jetTable: this.jetTable,
      sizes: { ...this.sizes },
      view: this.view && { ...this.view },
      ptReference: this.ptReference,
      range: this.range,
      circleRadius: this.circleRadius,
    };
  }

  /** From a session file of any age: what is not there or not of its kind stays as it is. */
  restore(saved: Readonly<Record<string, unknown>>): void {
    const one = <T>(name: string, allowed: readonly T[], set: (value: T) => void) => {
      const value = saved[name] as T;
      if (allowed.includes(value)) set(value);
    };
    one<ThemeChoice>('theme', ['system', 'dark', 'light'], (value) => {
      this.theme = value;
    });
    one<Workspace>('workspace', WORKSPACES, (value) => {
      this.workspace = value;
    });
    one<GeometryTab>('geometryTab', GEOMETRY_TABS, (value) => {
      this.geometryTab = value;
    });
    one<ObservableTab>('observableTab', OBSERVABLE_TABS, (value) => {
      this.observableTab = value;
    });
    one<ColourBy>('colourBy', ['pt', 'species', 'plain', 'jet'], (value) => {
      this.colourBy = value;
    });
    one<DrawerTab>('tab', DRAWER_TABS, (value) => {
      this.tab = value;
    });
    one<JetTable>('jetTable', JET_TABLES, (value) => {
      this.jetTable = value;
    });
    for (const name of ['potential', 'plan', 'particles', 'left', 'right', 'drawer'] as const) {
      one<boolean>(name, [true, false], (value) => {
        this[name] = value;
      });
    }
    for (const name of ['ptReference', 'range'] as const) {
      const value = saved[name];
      if (typeof value === 'number' && value > 0 && Number.isFinite(value)) this[name] = value;
    }
    if (Array.isArray(saved.recent)) {
      for (const text of saved.recent.filter(isShape).reverse()) this.recent = remember(this.recent, text);
      this.composition = this.recent[0] ?? this.composition;
    }
    if (isShape(saved.shape)) this.chooseShape(saved.shape);
    if (typeof saved.circleRadius === 'number') this.setCircle(saved.circleRadius);
    const sizes = saved.sizes;
    if (typeof sizes === 'object' && sizes !== null) {
      for (const panel of Object.keys(PANELS) as Panel[]) {
        const size = (sizes as Record<string, unknown>)[panel];
        if (typeof size === 'number') this.resize(panel, size);
      }
    }
    const view = saved.view as Partial<View> | null | undefined;
    if (view) {
      const { y0, y1, phi0, phi1 } = view;
      if ([y0, y1, phi0, phi1].every(Number.isFinite)) this.view = { y0, y1, phi0, phi1 } as View;
    }
  }

  /** `text`: an expression that can be read. */
  chooseShape(text: string): void {
    this.shape = text;
    if (isCommon(text)) return;
    this.composition = text;
    this.recent = remember(this.recent, text);
  }

  setCircle(radius: number): void {
    if (Number.isFinite(radius))
      this.circleRadius = Math.min(CIRCLE.largest, Math.max(CIRCLE.smallest, radius));
  }
}

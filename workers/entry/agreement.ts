// Two layers write down the same records, since neither may import the other. The compiler holds them together here:
// what the workers return must be what the contract promises, and what the contract sends must be what the workers take.

import type * as contract from '../../main/contract/index.ts';
import type * as core from '../core/events.ts';
import type * as fitting from '../fitting/index.ts';
import type * as frames from '../frames/index.ts';
import type * as jets from '../jets/index.ts';
import type * as observables from '../observables/index.ts';
import type * as readers from '../readers/index.ts';
import type * as shapes from '../shapes/index.ts';
import type * as transport from '../transport/index.ts';
import type * as writers from '../writers/index.ts';
import type { CellTable } from './tasks.ts';

/** True only where each of the two can stand for the other. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;

export const agreement: {
  readonly fitResult: Same<fitting.FitResult, contract.FitResult>;
  readonly iterate: Same<fitting.Iterate, contract.Iterate>;
  readonly component: Same<shapes.Component, contract.Component>;
  readonly observable: Same<observables.ObservableInfo, contract.ObservableInfo>;
  readonly selection: Same<core.Selection, contract.Selection>;
  readonly mapping: Same<readers.Mapping, contract.Mapping>;
  readonly role: Same<readers.Role, contract.Role>;
  readonly table: Same<writers.OutputTable, CellTable>;
  readonly sql: Same<frames.SqlAnswer, contract.SqlResult>;
  readonly jet: Same<jets.Jet, contract.Jet>;
  readonly jetNode: Same<jets.JetNode, contract.JetNode>;
  readonly jetRequest: Same<jets.JetRequest, contract.JetRequest>;
  readonly referenceFrame: Same<jets.ReferenceFrame, contract.ReferenceFrame>;
  readonly frameFacts: Same<jets.FrameFacts, contract.FrameFacts>;
  readonly xcone: Same<jets.XConeRequest, contract.XConeRequest>;
  readonly grid: Same<transport.Grid, contract.GridSpec>;
} = {
  fitResult: true,
  iterate: true,
  component: true,
  observable: true,
  selection: true,
  mapping: true,
  role: true,
  table: true,
  sql: true,
  jet: true,
  jetNode: true,
  jetRequest: true,
  referenceFrame: true,
  frameFacts: true,
  xcone: true,
  grid: true,
};

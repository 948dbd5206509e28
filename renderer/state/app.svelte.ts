// The screen's state as one thing: what is open, where one stands, what is fitted, how it looks. Views read it and
// call it; what comes from the application unasked is dealt out here.

import { getContext, setContext } from 'svelte';
import type {
  Dataset,
  EventData,
  FitResult,
  Hello,
  HistoryEntry,
  NamedBytes,
  ReferenceFrame,
  Selection,
} from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import { ptReferenceFor } from '../../workers/figure/index.ts';
import type { Scene } from '../../workers/figure/types.ts';
import type { Client, Connection } from '../client/index.ts';
import { copyText, save } from '../client/index.ts';
import { BesideJets } from './beside.svelte.ts';
import { defaultChoice, type ParticleChoice, selectionFor } from './choice.ts';
import { HeldCircle } from './circle.svelte.ts';
import { Files } from './files.svelte.ts';
import { Fits } from './fits.svelte.ts';
import { short } from './format.ts';
import { FrameState } from './frame.svelte.ts';
import { type FrameChoice, LAB, sameFrame } from './frame-choice.ts';
import { Geometry } from './geometry.svelte.ts';
import { JetInside } from './inside.svelte.ts';
import { IntervalsState } from './intervals.svelte.ts';
import { Jets } from './jets.svelte.ts';
import { showJets } from './jets-actions.ts';
import { jetsRequest } from './jets-choice.ts';
import { Jobs } from './jobs.svelte.ts';
import { listen } from './listen.ts';
import { Look } from './look.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { Observables } from './observables.svelte.ts';
import { Place } from './place.svelte.ts';
import { PlaneView } from './plane-view.svelte.ts';
import { leftOutWords } from './reading.ts';
import { Refilm } from './refilm.ts';
import { SavedSession } from './session.ts';
import { Solvers } from './solvers.svelte.ts';
import { Subjets } from './subjets.svelte.ts';
import { Tables } from './tables.svelte.ts';

export type DialogName =
  | 'open'
  | 'jets-of-file'
  | 'fit-all'
  | 'export'
  | 'film'
  | 'palette'
  | 'keys'
  | 'go-to'
  | 'measure'
  | 'export-geometry'
  | 'observe'
  | 'export-observables'
  | null;

export class App {
  readonly look = new Look();
  readonly frame = new FrameState();
  readonly notices = new Notices();
  readonly jobs: Jobs;
  readonly files: Files;
  readonly place: Place;
  readonly fits: Fits;
  readonly intervals: IntervalsState;
  readonly solvers: Solvers;
  readonly refilm: Refilm;
  readonly session = new SavedSession(this);
  readonly plane = new PlaneView(this);
  readonly circle = new HeldCircle(this);
  readonly tables: Tables;
  readonly jets: Jets;
  readonly inside: JetInside;
  readonly subjets: Subjets;
  readonly beside: BesideJets;
  readonly geometry: Geometry;
  readonly observables: Observables;

  hello = $state.raw<Hello | null>(null);
  connection = $state.raw<Connection>({ state: 'connecting' });
  dialog = $state<DialogName>(null);
  /** A file whose columns are to be looked at in the open dialog. */
  inspect = $state.raw<Parameters<Client['api']['preview']>[0] | null>(null);

  /** What of the event a click fits. */
  choice = $state<ParticleChoice>('all');
  lasso = $state.raw<readonly (readonly [number, number])[] | null>(null);
  /** Centre of the circle to be fitted, where one has been set. */
  circleAt = $state.raw<readonly [number, number] | null>(null);
  reducedMotion = $state(false);
  /** The menu of all shapes is open. */
  choosingShape = $state(false);
  /** The part of the shape that is pointed at, on the plane or in the inspector. */
  pointedPart = $state<string | null>(null);
  /** The particle under the pointer, by its place in the file's event. */
  pointedParticle = $state<number | null>(null);
  /** Place of the keyboard's cross on the plane, or null when it is away. */
  cursor = $state.raw<readonly [number, number] | null>(null);

  #resume: HistoryEntry | null = null;

  constructor(readonly client: Client) {
    const frame = (callback: () => void) => requestAnimationFrame(callback);
    const app = this;
    this.jobs = new Jobs(client);
    this.files = new Files(client, (dataset, show) => this.#opened(dataset, show));
    this.place = new Place(
      client,
      (data) => this.#arrived(data),
      () => this.#none(),
    );
    this.tables = new Tables(client, frame);
    this.jets = new Jets(client);
    this.inside = new JetInside(client);
    this.subjets = new Subjets(() => this.inside.nodes);
    this.beside = new BesideJets(client);
    this.geometry = new Geometry(
      client,
      () => this.files.datasets,
      (dataset, event) => {
        if (this.dataset?.id !== dataset.id || this.place.event !== event) this.go(dataset.id, event);
      },
    );
    this.observables = new Observables(client, {
      now: () => performance.now(),
      after: (ms, call) => {
        const timer = setTimeout(call, ms);
        return () => clearTimeout(timer);
      },
    });
    this.intervals = new IntervalsState(client);
    this.solvers = new Solvers(client);
    this.refilm = new Refilm(client);
    this.fits = new Fits(
      client,
      {
        grid: (coarse) => this.plane.grid(coarse),
        get potential() {
          return app.look.potential;
        },
        get plan() {
          return app.look.plan;
        },
        get reducedMotion() {
          return app.reducedMotion;
        },
      },
      frame,
    );
    this.fits.batchSelection = (data) => this.tables.selection(data);
    listen(this);
  }

  /** Set by the plane: what it shows, for an export. */
  sceneNow: () => Scene | null = () => null;

  /** Set by the command table; the desktop's menu calls commands by id. */
  onCommand: (id: string) => void = () => {};

  get dataset(): Dataset | null {
    return this.place.dataset;
  }

  /** The selection that a fit would use now; null where a circle or lasso is still to be placed. */
  get selection(): Selection | null {
    return selectionFor(this.choice, this.circleAt, this.look.circleRadius, this.lasso, this.jets.particles);
  }

  /** What is shown as fitted, or about to be. */
  get shownSelection(): Selection | null {
    return this.circle.adjusting ? this.selection : (this.fits.overlay?.selection ?? this.selection);
  }

  /** Stands at an event of a data set. */
  go(dataset: string, event: number): void {
    const found = this.files.find(dataset);
    if (!found) return;
    if (this.place.dataset?.id !== found.id) {
      // What a frame is made from (beams, jets of so many GeV) another file need not have.
      if (this.place.dataset) this.frame.set(LAB);
      this.plane.forget();
      this.choice = this.jets.on ? 'jet' : defaultChoice(found);
    }
    this.place.go(found, event, this.frame.now);
  }

  /** The same event from another frame. Shapes and selections belong to the frame that they were made in. */
  see(frame: ReferenceFrame): void {
    const { dataset } = this;
    if (!this.#setFrame(frame) || !dataset) return;
    this.go(dataset.id, this.place.event);
  }

  #setFrame(frame: ReferenceFrame): boolean {
    if (sameFrame(frame, this.frame.now)) return false;
    this.frame.set(frame);
    this.plane.forget();
    return true;
  }

  /** A jet's is that of the jet chosen, else of the hardest. */
  chooseFrame(choice: FrameChoice): void {
    const { frame, jets } = this;
    const { now } = frame;
    const jet = now.kind === 'jet' ? now.jet : frame.isLab ? (jets.chosen ?? 0) : 0;
    this.see(
      frame.frameOf(choice, now.kind === 'jet' ? now.jets : jetsRequest('', 0, jets.choice).jets, jet),
    );
  }

  /** Both planes then show all that they would at first. */
  showBeside(on: boolean): void {
    this.frame.beside = on;
    this.plane.refill();
  }

  stepEvent(by: number): void {
    const dataset = this.dataset;
    if (dataset) this.go(dataset.id, this.place.event + by);
  }

  /** Takes up a fit that was cut off, at its event. */
  resume(entry: HistoryEntry): void {
    this.#resume = entry;
    this.goIn(entry.dataset, entry.event, entry.frame);
  }

  choose(choice: ParticleChoice): void {
    if (choice === 'jet') showJets(this, true);
    this.choice = choice;
    if (choice !== 'lasso') this.lasso = null;
  }

  history(to: 'undo' | 'redo' | number): void {
    const step = this.fits.step(to);
    if (step) this.goIn(step.dataset, step.event, step.frame);
  }

  /** At an event as a frame has it, the lab by default: where something stands that was made in that frame. */
  goIn(dataset: string, event: number, frame: ReferenceFrame = LAB): void {
    if (this.dataset?.id !== dataset) this.go(dataset, event);
    this.#setFrame(frame);
    this.go(dataset, event);
  }

  toggle(name: 'potential' | 'plan'): void {
    this.look[name] = !this.look[name];
    this.fits.measure(false);
  }

  async closeDataset(id: string): Promise<void> {
    const next = this.files.datasets.find((dataset) => dataset.id !== id);
    const current = this.dataset?.id === id;
    await this.files.close(id);
    if (!current) return;
    this.fits.leave();
    this.jets.show(null);
    this.place.leave();
    this.frame.set(LAB);
    if (next) this.go(next.id, 0);
  }

  /** Hands the user a file and says so; false when they changed their mind. Rejects where it cannot be written. */
  async save(file: NamedBytes): Promise<boolean> {
    const name = await save(this.client.api, this.hello?.nativeDialogs ?? false, file);
    if (name) this.notices.say(`Saved ${name}`);
    return name !== null;
  }

  async copy(text: string, what: string): Promise<void> {
    try {
      await copyText(this.client.api, text);
      this.notices.say(`Copied ${what}`);
    } catch (error) {
      this.fail(error);
    }
  }

  fail(error: unknown): void {
    this.notices.fail(RingsideError.from(error).toData());
  }

  /** Of a data set that is open, or is opened just now, this is known. */
  onDataset(dataset: Dataset): void {
    const before = this.files.find(dataset.id);
    this.files.onDataset(dataset);
    this.place.update(dataset);
    if (before?.paged?.state === 'reading' && dataset.paged?.state === 'read') this.#leftOut(dataset);
  }

  #leftOut(dataset: Dataset): void {
    const list = leftOutWords(dataset);
    if (list !== null) this.notices.say(`${short(dataset.file.name)}: left out ${list}`);
  }

  #opened(dataset: Dataset, show: boolean): void {
    void this.client.api.hello().then(
      (hello) => {
        this.files.recent = hello.recent;
      },
      () => {},
    );
    this.#leftOut(dataset);
    if (show || !this.dataset) this.session.show(dataset);
    else if (dataset.file.origin !== 'argument') {
      // Who named several files at the start sees them in the list.
      this.notices.say(
        `${short(dataset.file.name)} was added; ${short(this.dataset.file.name)} is still shown`,
        {
          label: 'Show it',
          run: () => this.go(dataset.id, 0),
        },
      );
    }
  }

  /** The event could not be had: nothing of what stood before it is its own. */
  #none(): void {
    this.fits.leave();
    this.jets.show(null);
  }

  #arrived(data: EventData): void {
    const { look } = this;
    this.plane.follow(data);
    look.ptReference ??= ptReferenceFor(data.pt);
    this.circleAt = null;
    this.circle.drop();
    this.lasso = null;
    this.cursor = null;
    this.jets.show(data);
    this.fits.show(data, this.batchResult(data));
    const selection = this.fits.overlay?.selection;
    if (selection?.kind === 'circle') this.circleAt = [selection.y, selection.phi];
    if (selection?.kind === 'lasso') this.lasso = selection.points;
    const resume = this.#resume;
    this.#resume = null;
    if (resume) void this.fits.resume(resume);
  }

  /** Tables of fits are of the laboratory. */
  batchResult(data: EventData): FitResult | null {
    return data.frame ? null : this.tables.result(data.dataset, data.event);
  }
}

const KEY = Symbol('app');
export const provideApp = (app: App) => setContext(KEY, app);
export const useApp = () => getContext<App>(KEY);

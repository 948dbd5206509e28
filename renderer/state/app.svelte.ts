// The screen's state as one thing: what is open, where one stands, what is fitted, how it looks. Views read it and
// call it; what comes from the application unasked is dealt out here.

import { getContext, setContext } from 'svelte';
import type {
  Dataset,
  EventData,
  FileEntry,
  FitResult,
  GridSpec,
  Hello,
  HistoryEntry,
  ReferenceFrame,
  Selection,
  Session,
} from '../../main/contract/index.ts';
import { RingsideError, SESSION_VERSION } from '../../main/contract/index.ts';
import { centroid, wrapPhi } from '../../workers/core/geometry.ts';
import { fitAspect, pan, ptReferenceFor, resizeView } from '../../workers/figure/index.ts';
import { potentialRange } from '../../workers/figure/scene.ts';
import type { Scene } from '../../workers/figure/types.ts';
import type { Client, Connection } from '../client/index.ts';
import { copyText } from '../client/index.ts';
import { autosave } from './autosave.ts';
import { BesideJets } from './beside.svelte.ts';
import { defaultChoice, type ParticleChoice, selectionFor } from './choice.ts';
import { Files } from './files.svelte.ts';
import { fitChosen, round } from './fit-actions.ts';
import { Fits } from './fits.svelte.ts';
import { short } from './format.ts';
import { FrameState } from './frame.svelte.ts';
import { type FrameChoice, LAB, sameFrame } from './frame-choice.ts';
import { firstView, isClose } from './frame-view.ts';
import { Geometry } from './geometry.svelte.ts';
import { gridOver } from './grid.ts';
import { restored } from './history.ts';
import { JetInside } from './inside.svelte.ts';
import { IntervalsState } from './intervals.svelte.ts';
import { Jets } from './jets.svelte.ts';
import { showJets } from './jets-actions.ts';
import { jetsRequest } from './jets-choice.ts';
import { Jobs } from './jobs.svelte.ts';
import { Look } from './look.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { Observables } from './observables.svelte.ts';
import { canShow } from './overlay.ts';
import { Place } from './place.svelte.ts';
import { Refilm } from './refilm.ts';
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
  /** The circle is being changed by hand: what it holds is shown, not what the shape was fitted to. */
  adjusting = $state(false);
  /** Size of the plane, CSS px. */
  planeSize = $state.raw({ width: 800, height: 600 });
  #sized = false;
  /** The plane is about to become another: it is to be filled anew. */
  #refits = false;
  reducedMotion = $state(false);
  /** The menu of all shapes is open. */
  choosingShape = $state(false);
  /** The part of the shape that is pointed at, on the plane or in the inspector. */
  pointedPart = $state<string | null>(null);
  /** The particle under the pointer, by its place in the file's event. */
  pointedParticle = $state<number | null>(null);
  /** Place of the keyboard's cross on the plane, or null when it is away. */
  cursor = $state.raw<readonly [number, number] | null>(null);

  readonly #saver;
  #wish: Session | null = null;
  #ready = false;
  #resume: HistoryEntry | null = null;
  #held: { readonly at: readonly [number, number]; readonly radius: number } | null = null;
  /** Where the saved session stood, for a file that was named when the application was started. */
  #stood: Session | null = null;
  /** Centre of the event that the view was made for. */
  #anchor: readonly [number, number] | null = null;

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
        grid: (coarse) => this.#grid(coarse),
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
    this.#saver = autosave(() => this.#save(), {
      now: () => performance.now(),
      setTimeout: (callback, ms) => setTimeout(callback, ms),
      clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
    });
    client.listen(
      {
        job: (status) => {
          this.jobs.onJob(status);
          this.files.onJob(status);
          this.fits.onJob(status);
          this.intervals.onJob(status);
          this.solvers.onJob(status);
          this.refilm.job.onJob(status);
          this.tables.onJob(status);
          this.geometry.onJob(status);
          this.observables.onJob(status);
        },
        dataset: (dataset) => this.#onDataset(dataset),
        iterate: (job, iterate) => {
          this.fits.onIterate(job, iterate);
          this.refilm.job.onPart(job, iterate);
        },
        fitted: (job, report) => {
          this.fits.onFitted(job, report);
          this.solvers.job.onResult(job, report);
          this.refilm.job.onResult(job, report);
        },
        intervals: (job, report) => this.intervals.job.onResult(job, report),
        table: (table) => this.tables.onTable(table),
        rows: (table, rows) => this.#onRows(table, rows),
        matrix: (matrix) => this.geometry.onMatrix(matrix),
        mapped: (job, map) => this.geometry.onMapped(job, map),
        frame: (table) => this.observables.onFrame(table),
        command: (id) => this.onCommand(id),
        files: (handles) => {
          for (const handle of handles) void this.files.openHandle(handle, 'a file', true);
        },
      },
      (connection) => this.#onConnection(connection),
    );
  }

  /** An event named in the address (`?event=18`), for the first file that is shown. */
  link: number | null = null;

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
    return this.adjusting ? this.selection : (this.fits.overlay?.selection ?? this.selection);
  }

  /** Takes the circle on show in hand. */
  holdCircle(): void {
    const shown = this.shownSelection;
    if (shown?.kind !== 'circle') return;
    this.#held = { at: [shown.y, shown.phi], radius: shown.radius };
    this.choice = 'circle';
    this.circleAt = this.#held.at;
    this.look.setCircle(shown.radius);
    this.adjusting = true;
  }

  changeCircle(change: { readonly radius?: number; readonly at?: readonly [number, number] }): void {
    if (change.radius !== undefined) this.look.setCircle(Number(change.radius.toFixed(2)));
    if (change.at) this.circleAt = [round(change.at[0]), round(wrapPhi(change.at[1]))];
  }

  /** Lets go of it; what it now holds is fitted anew, where something had been fitted. */
  releaseCircle(keep: boolean): void {
    const held = this.#held;
    this.#held = null;
    this.adjusting = false;
    if (!held) return;
    const same = this.look.circleRadius === held.radius && this.circleAt === held.at;
    if (!keep) {
      this.circleAt = held.at;
      this.look.setCircle(held.radius);
    } else if (!same && this.fits.overlay) fitChosen(this);
  }

  /** Stands at an event of a data set. */
  go(dataset: string, event: number): void {
    const found = this.files.find(dataset);
    if (!found) return;
    if (this.place.dataset?.id !== found.id) {
      // What a frame is made from (beams, jets of so many GeV) another file need not have.
      if (this.place.dataset) this.frame.set(LAB);
      this.look.ptReference = null;
      this.look.range = null;
      this.look.view = null;
      this.#anchor = null;
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
    this.look.ptReference = null;
    this.look.range = null;
    this.look.view = null;
    this.#anchor = null;
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
    this.#refits = this.look.view !== null;
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

  fitView(): void {
    const data = this.place.data;
    if (!data) return;
    const { width, height } = this.planeSize;
    this.look.view = firstView(data, width / height, this.dataset?.jetSized ?? true);
    this.#anchor = centroid(data.pt, data.y, data.phi);
    this.fits.measure(false);
  }

  rescale(): void {
    this.look.range = null;
    const field = this.fits.field;
    if (field?.potential) this.look.range = potentialRange(field.potential);
    const data = this.place.data;
    if (data) this.look.ptReference = ptReferenceFor(data.pt);
  }

  setPlaneSize(width: number, height: number): void {
    const from = this.planeSize;
    const first = !this.#sized;
    this.#sized = true;
    if (from.width === width && from.height === height) return;
    this.planeSize = { width, height };
    const view = this.look.view;
    if (this.#refits) {
      this.#refits = false;
      this.fitView();
      return;
    }
    // A view that a session brought was never seen at the size that is assumed before the plane is there.
    if (view)
      this.look.view = first ? fitAspect(view, width / height) : resizeView(view, from, this.planeSize);
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

  /** Anything that the session file holds has changed. */
  changed(): void {
    if (this.#ready) this.#saver.changed();
  }

  flush(): void {
    this.#saver.flush();
  }

  session(): Session {
    return {
      version: SESSION_VERSION,
      datasets: this.files.datasets.map((dataset) => dataset.id),
      dataset: this.dataset?.id ?? null,
      event: this.place.event,
      history: this.fits.history.entries,
      position: this.fits.history.position,
      running: this.fits.running,
      screen: {
        ...this.look.toJSON(),
        choice: this.choice,
        frame: this.frame.toJSON(),
        geometry: this.geometry.toJSON(),
        intervals: this.intervals.toJSON(),
        jets: this.jets.toJSON(),
        subjets: this.subjets.toJSON(),
        observables: this.observables.toJSON(),
      },
    };
  }

  #save(): void {
    if (this.connection.state !== 'ready') return;
    this.client.api.saveSession(this.session()).catch((error: unknown) => {
      // A lost connection has its own banner.
      if (this.connection.state === 'ready') this.fail(error);
    });
  }

  async #onConnection(connection: Connection): Promise<void> {
    this.connection = connection;
    if (connection.state !== 'ready') return;
    try {
      if (this.hello) await this.#synchronise();
      else await this.#begin();
    } catch (error) {
      if (this.connection.state === 'ready') this.fail(error);
    }
  }

  async #begin(): Promise<void> {
    const { api } = this.client;
    const hello = await api.hello();
    this.files.samples = hello.samples;
    this.files.recent = hello.recent;
    for (const dataset of await api.datasets()) this.files.onDataset(dataset);
    this.jobs.onJobs(await api.jobs());
    await this.tables.load();
    await this.geometry.load();
    await this.observables.load();
    const session = hello.session;
    if (session) {
      this.look.restore(session.screen);
      this.frame.restore(session.screen.frame);
      this.geometry.restore(session.screen.geometry);
      this.intervals.restore(session.screen.intervals);
      this.jets.restore(session.screen.jets);
      this.subjets.restore(session.screen.subjets);
      this.observables.restore(session.screen.observables);
      this.fits.history = restored(session.history, session.position, canShow);
      const lost = session.history.length - session.history.filter(canShow).length;
      if (lost > 0) {
        this.notices.say(
          `${lost} of ${session.history.length} steps of the last session were left out: their shapes cannot be read`,
        );
      }
      const { running } = session;
      if (hello.crashed && running && canShow(running)) this.fits.interrupted = running;
      this.#wish = session;
    }
    this.hello = hello;
    this.#ready = true;
    if (hello.files.length > 0) {
      this.#stood = this.#wish;
      this.#wish = null;
      for (const [i, file] of hello.files.entries()) this.#named(file, i === 0);
    }
    for (const dataset of this.files.datasets) this.#wished(dataset);
  }

  /** A file named when the application was started. A window that is loaded again finds it open already. */
  #named(file: FileEntry, show: boolean): void {
    const open = this.files.datasets.filter((dataset) => dataset.file.handle === file.handle);
    if (open.length === 0) void this.files.open(file, show);
    else if (show) this.#show(open.find((dataset) => dataset.id === this.#stood?.dataset) ?? open[0]);
  }

  /** After a reconnection: what changed meanwhile. The application may be a new one. */
  async #synchronise(): Promise<void> {
    const { api } = this.client;
    const [hello, datasets, jobs] = await Promise.all([api.hello(), api.datasets(), api.jobs()]);
    this.hello = hello;
    this.files.recent = hello.recent;
    this.files.samples = hello.samples;
    this.files.datasets = datasets;
    this.jobs.onJobs(jobs);
    this.files.onJobs(jobs);
    this.fits.onJobs(jobs);
    this.intervals.job.onJobs(jobs);
    this.solvers.job.onJobs(jobs);
    this.refilm.job.onJobs(jobs);
    await this.tables.load();
    await this.geometry.load();
    await this.observables.load();
    this.fits.error = null;
    const here = this.dataset;
    if (here && this.files.find(here.id)) this.place.go(here, this.place.event, this.frame.now);
    else this.#wish = this.session();
  }

  #onDataset(dataset: Dataset): void {
    this.files.onDataset(dataset);
    if (this.#ready) this.#wished(dataset);
  }

  /** Goes back to where the saved session stood, once that file is there. */
  #wished(dataset: Dataset): void {
    const wish = this.#wish;
    if (!wish || wish.dataset !== dataset.id) return;
    this.#wish = null;
    this.#stand(dataset, wish);
  }

  /** At the event, and with the view, that a session had. */
  #stand(dataset: Dataset, session: Session): void {
    const { view, ptReference, range } = this.look;
    this.go(dataset.id, this.#linked() ?? session.event);
    this.look.view = view;
    this.look.ptReference = ptReference;
    this.look.range = range;
    const { choice } = session.screen;
    if (choice === 'all' || choice === 'circle' || choice === 'lasso') this.choice = choice;
    if (choice === 'jet' && this.jets.on) this.choice = choice;
  }

  /** A file that was asked for: where one stood in it when the session was saved, else at its first event. */
  #show(dataset: Dataset): void {
    const stood = this.#stood ?? this.#wish;
    this.#stood = null;
    this.#wish = null;
    if (stood?.dataset === dataset.id) this.#stand(dataset, stood);
    else {
      this.frame.set(LAB);
      this.go(dataset.id, this.#linked() ?? 0);
    }
  }

  #opened(dataset: Dataset, show: boolean): void {
    void this.client.api.hello().then(
      (hello) => {
        this.files.recent = hello.recent;
      },
      () => {},
    );
    const skipped = Object.entries(dataset.skipped).filter(([, count]) => count > 0);
    if (skipped.length > 0) {
      const list = skipped.map(([reason, count]) => `${count} ${reason}`).join(', ');
      this.notices.say(`${short(dataset.file.name)}: left out ${list}`);
    }
    if (show || !this.dataset) this.#show(dataset);
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
    this.#follow(data);
    look.ptReference ??= ptReferenceFor(data.pt);
    this.circleAt = null;
    this.#held = null;
    this.adjusting = false;
    this.lasso = null;
    this.cursor = null;
    this.jets.show(data);
    this.fits.show(data, this.#batchResult(data));
    const selection = this.fits.overlay?.selection;
    if (selection?.kind === 'circle') this.circleAt = [selection.y, selection.phi];
    if (selection?.kind === 'lasso') this.lasso = selection.points;
    const resume = this.#resume;
    this.#resume = null;
    if (resume) void this.fits.resume(resume);
  }

  /**
   * The view stays as it is from event to event. Jets lie anywhere on the cylinder, so theirs stays relative to the
   * jet's centre: the same zoom, the same place of the jet on the screen.
   */
  #follow(data: EventData): void {
    const { look } = this;
    const jetSized = isClose(data, this.dataset?.jetSized ?? true);
    const here = data.pt.length > 0 ? centroid(data.pt, data.y, data.phi) : null;
    if (look.view === null) {
      const { width, height } = this.planeSize;
      look.view = firstView(data, width / height, this.dataset?.jetSized ?? true);
    } else if (jetSized && here && this.#anchor) {
      look.view = pan(look.view, here[0] - this.#anchor[0], wrapPhi(here[1] - this.#anchor[1]));
    }
    this.#anchor = here ?? this.#anchor;
  }

  #onRows(table: string, rows: Parameters<Tables['onRows']>[1]): void {
    this.tables.onRows(table, rows);
    const data = this.place.data;
    if (!data || this.fits.overlay || this.tables.of(data.dataset)?.id !== table) return;
    if (rows.some((row) => row.event === data.event && row.result)) {
      this.fits.show(data, this.#batchResult(data));
    }
  }

  /** Tables of fits are of the laboratory. */
  #batchResult(data: EventData): FitResult | null {
    return data.frame ? null : this.tables.result(data.dataset, data.event);
  }

  #linked(): number | null {
    const event = this.link;
    this.link = null;
    return event;
  }

  #grid(coarse: boolean): GridSpec | null {
    return this.look.view && gridOver(this.look.view, this.planeSize, coarse);
  }
}

const KEY = Symbol('app');
export const provideApp = (app: App) => setContext(KEY, app);
export const useApp = () => getContext<App>(KEY);

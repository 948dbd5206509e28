// The session: saved soon after anything of it changes, taken up again when the window opens, and what changed
// meanwhile asked for when a lost connection is back.

import type { Dataset, FileEntry, Session } from '../../main/contract/index.ts';
import { SESSION_VERSION } from '../../main/contract/index.ts';
import type { Connection } from '../client/index.ts';
import type { App } from './app.svelte.ts';
import { autosave } from './autosave.ts';
import { LAB } from './frame-choice.ts';
import { restored } from './history.ts';
import { canShow } from './overlay.ts';

export class SavedSession {
  /** An event named in the address (`?event=18`), for the first file that is shown. */
  link: number | null = null;

  readonly #saver;
  #ready = false;
  /** Where the saved session stood, until its file is there. */
  #wish: Session | null = null;
  /** Where the saved session stood, for a file that was named when the application was started. */
  #stood: Session | null = null;
  /** An event that a file has not been read as far as, and the one that is shown meanwhile. */
  #later: { readonly dataset: string; readonly event: number; readonly shown: number } | null = null;

  constructor(private readonly app: App) {
    this.#saver = autosave(() => this.#save(), {
      now: () => performance.now(),
      setTimeout: (callback, ms) => setTimeout(callback, ms),
      clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
    });
  }

  /** Anything that the session file holds has changed. */
  changed(): void {
    if (this.#ready) this.#saver.changed();
  }

  flush(): void {
    this.#saver.flush();
  }

  toJSON(): Session {
    return {
      version: SESSION_VERSION,
      datasets: this.app.files.datasets.map((dataset) => dataset.id),
      dataset: this.app.dataset?.id ?? null,
      event: this.app.place.event,
      history: this.app.fits.history.entries,
      position: this.app.fits.history.position,
      running: this.app.fits.running,
      screen: {
        ...this.app.look.toJSON(),
        choice: this.app.choice,
        frame: this.app.frame.toJSON(),
        geometry: this.app.geometry.toJSON(),
        intervals: this.app.intervals.toJSON(),
        jets: this.app.jets.toJSON(),
        subjets: this.app.subjets.toJSON(),
        observables: this.app.observables.toJSON(),
      },
    };
  }

  #save(): void {
    if (this.app.connection.state !== 'ready') return;
    this.app.client.api.saveSession(this.toJSON()).catch((error: unknown) => {
      // A lost connection has its own banner.
      if (this.app.connection.state === 'ready') this.app.fail(error);
    });
  }

  async onConnection(connection: Connection): Promise<void> {
    this.app.connection = connection;
    if (connection.state !== 'ready') return;
    try {
      if (this.app.hello) await this.#synchronise();
      else await this.#begin();
    } catch (error) {
      if (this.app.connection.state === 'ready') this.app.fail(error);
    }
  }

  async #begin(): Promise<void> {
    const { api } = this.app.client;
    const hello = await api.hello();
    this.app.files.samples = hello.samples;
    this.app.files.recent = hello.recent;
    for (const dataset of await api.datasets()) this.app.files.onDataset(dataset);
    this.app.jobs.onJobs(await api.jobs());
    await this.app.tables.load();
    await this.app.geometry.load();
    await this.app.observables.load();
    const session = hello.session;
    if (session) {
      this.app.look.restore(session.screen);
      this.app.frame.restore(session.screen.frame);
      this.app.geometry.restore(session.screen.geometry);
      this.app.intervals.restore(session.screen.intervals);
      this.app.jets.restore(session.screen.jets);
      this.app.subjets.restore(session.screen.subjets);
      this.app.observables.restore(session.screen.observables);
      this.app.fits.history = restored(session.history, session.position, canShow);
      const lost = session.history.length - session.history.filter(canShow).length;
      if (lost > 0) {
        this.app.notices.say(
          `${lost} of ${session.history.length} steps of the last session were left out: their shapes cannot be read`,
        );
      }
      const { running } = session;
      if (hello.crashed && running && canShow(running)) this.app.fits.interrupted = running;
      this.#wish = session;
    }
    this.app.hello = hello;
    this.#ready = true;
    if (hello.files.length > 0) {
      this.#stood = this.#wish;
      this.#wish = null;
      for (const [i, file] of hello.files.entries()) this.#named(file, i === 0);
    }
    for (const dataset of this.app.files.datasets) this.#wished(dataset);
  }

  /** A file named when the application was started. A window that is loaded again finds it open already. */
  #named(file: FileEntry, show: boolean): void {
    const open = this.app.files.datasets.filter((dataset) => dataset.file.handle === file.handle);
    if (open.length === 0) void this.app.files.open(file, show);
    else if (show) this.show(open.find((dataset) => dataset.id === this.#stood?.dataset) ?? open[0]);
  }

  /** After a reconnection: what changed meanwhile. The application may be a new one. */
  async #synchronise(): Promise<void> {
    const { api } = this.app.client;
    const [hello, datasets, jobs] = await Promise.all([api.hello(), api.datasets(), api.jobs()]);
    this.app.hello = hello;
    this.app.files.recent = hello.recent;
    this.app.files.samples = hello.samples;
    this.app.files.datasets = datasets;
    this.app.jobs.onJobs(jobs);
    this.app.files.onJobs(jobs);
    this.app.fits.onJobs(jobs);
    this.app.intervals.job.onJobs(jobs);
    this.app.solvers.job.onJobs(jobs);
    this.app.refilm.job.onJobs(jobs);
    await this.app.tables.load();
    await this.app.geometry.load();
    await this.app.observables.load();
    this.app.fits.error = null;
    const here = this.app.files.find(this.app.dataset?.id ?? null);
    if (here) {
      this.app.place.update(here);
      this.app.place.go(here, this.app.place.event, this.app.frame.now);
    } else this.#wish = this.toJSON();
  }

  onDataset(dataset: Dataset): void {
    this.app.onDataset(dataset);
    if (this.#ready) this.#wished(dataset);
    this.#reached(dataset);
  }

  /** To an event that may not have been read yet: then as soon as it is, for who has not gone on meanwhile. */
  #go(dataset: Dataset, event: number): void {
    this.app.go(dataset.id, event);
    const { paged, events } = dataset;
    const coming = paged?.state === 'reading' && paged.growing && event >= events;
    this.#later = coming ? { dataset: dataset.id, event, shown: this.app.place.event } : null;
    if (coming) this.app.notices.say(`Event ${event} is shown as soon as it has been read`);
  }

  #reached({ id, events, paged }: Dataset): void {
    const later = this.#later;
    if (later?.dataset !== id) return;
    const { app } = this;
    const went = app.dataset?.id !== id || app.place.event !== later.shown || app.fits.overlay !== null;
    if (!went && events > later.event) app.go(id, later.event);
    if (went || events > later.event || paged?.state !== 'reading') this.#later = null;
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
    const { view, ptReference, range } = this.app.look;
    this.#go(dataset, this.#linked() ?? session.event);
    this.app.look.view = view;
    this.app.look.ptReference = ptReference;
    this.app.look.range = range;
    const { choice } = session.screen;
    if (choice === 'all' || choice === 'circle' || choice === 'lasso') this.app.choice = choice;
    if (choice === 'jet' && this.app.jets.on) this.app.choice = choice;
  }

  /** A file that was asked for: where one stood in it when the session was saved, else at its first event. */
  show(dataset: Dataset): void {
    const stood = this.#stood ?? this.#wish;
    this.#stood = null;
    this.#wish = null;
    if (stood?.dataset === dataset.id) this.#stand(dataset, stood);
    else {
      this.app.frame.set(LAB);
      this.#go(dataset, this.#linked() ?? 0);
    }
  }

  #linked(): number | null {
    const event = this.link;
    this.link = null;
    return event;
  }
}

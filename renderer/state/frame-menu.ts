// Commands of the frame that the event is seen from.

import type { App } from './app.svelte.ts';
import type { Command } from './commands.ts';
import { FRAME_CHOICES, LAB, sameFrame } from './frame-choice.ts';

const WORDS = 'frame boost rotation breit rest laboratory jet axes reference';

export function frameCommands(app: App): readonly Command[] {
  const { frame, place } = app;
  const here = (command: Omit<Command, 'group' | 'where' | 'words'>): Command => ({
    ...command,
    group: 'View',
    where: 'event',
    words: WORDS,
  });
  return [
    ...FRAME_CHOICES.map(({ choice, label }) =>
      here({
        id: `frame.${choice}`,
        title: `See the event from: ${label}`,
        enabled: () => place.dataset !== null,
        checked: () => frame.choice === choice,
        run: () => app.chooseFrame(choice),
      }),
    ),
    here({
      id: 'frame.back',
      title: 'To the lab frame and back',
      keys: ['q'],
      enabled: () => place.dataset !== null && (!frame.isLab || !sameFrame(frame.before, LAB)),
      run: () => app.see(frame.isLab ? frame.before : LAB),
    }),
    here({
      id: 'frame.beside',
      title: 'The lab beside the frame',
      keys: ['s'],
      enabled: () => place.dataset !== null && !frame.isLab,
      checked: () => frame.beside,
      run: () => app.showBeside(!frame.beside),
    }),
  ];
}

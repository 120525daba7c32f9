import { describe, expect, it } from 'vitest';
import { Processing } from '../src/requests/processing.js';
import { approved, type Asked, expectDoneOnce, givenErasure } from './support/erasures.js';
import { queueEngines } from './support/queue-engines.js';
import { startTestApp, type TestApp, TODAY, until } from './support/test-app.js';
import { startProcess } from './support/worker-process.js';

const register = 'umacon';

describe.each(queueEngines(6))('queues on $engine.name', ({ engine, missing }) => {
  it.skipIf(missing)(
    'a worker that is killed at any line goes on where it was',
    async () => {
      const app = await startTestApp({ ...engine.env, SUOJA_PROCESS: 'api' });
      try {
        await engine.wipe(app.owner);
        const supervisor = await app.login('supervisor');
        const all: Asked[] = [];
        for (let number = 0; number < 4; number++) all.push(await givenErasure(app, supervisor));
        const first = await startProcess(app, { SUOJA_PROCESS: 'worker', SUOJA_NOW: TODAY });
        await until('some work done', async () => stateCount(app, 'awaiting-approval', 2));
        await first.kill();
        for (const { request } of all)
          await app.service.app.get(Processing, { strict: false }).process(register, request.id);
        for (const asked of all) await approved(app, supervisor, asked);
        // Its clock is later: what the dead one had begun to send is tried again after two minutes.
        const second = await startProcess(app, {
          SUOJA_PROCESS: 'worker',
          SUOJA_NOW: '2026-11-20T09:10:00+02:00',
        });
        await until('some letters sent', async () => stateCount(app, 'partly-fulfilled', 1));
        await second.kill();
        const third = await startProcess(app, {
          SUOJA_PROCESS: 'worker',
          SUOJA_NOW: '2026-11-20T09:20:00+02:00',
        });
        try {
          for (const asked of all) await expectDoneOnce(app, supervisor, asked);
        } finally {
          await third.kill();
        }
        // A crash between the server's yes and our commit repeats a mail at most once, under the same id.
        const mails = await app.mailbox.messages();
        expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(8);
        expect(mails.length).toBeLessThanOrEqual(8 + 2 * 4);
      } finally {
        await app.stop();
      }
    },
    60_000,
  );
});

const stateCount = async (app: TestApp, state: string, least: number) => {
  const rows = await app.owner.query<object[]>('select 1 from request_item where state = $1', [state]);
  return rows.length >= least;
};

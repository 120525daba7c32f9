import type { Config } from '../config/config.js';
import { createHttpAdapter } from '../http/http-app.js';
import { endConnectionsWhileClosing } from '../http/last-answers.js';
import { PROBLEM_TYPE, problemDetails, refusalOf } from '../http/problem-details.js';
import { PROBLEMS, problemType } from '../http/problems.js';
import { bareHeaders } from '../http/security-headers.js';
import { RestorePending } from './restore-pending.js';

export interface ClosedDoor {
  close(): Promise<void>;
}

const CODE = 'RESTORE_PENDING';

/** What tells that the process is alive, and explains the refusal: the paths that do so in an open house. */
const ALIVE: Readonly<Record<string, object>> = {
  '/problems': { data: [explained()], nextCursor: null },
  [problemType(CODE)]: explained(),
};

/** Listens in place of a service that is not started, and refuses every request before it is read. */
export async function refuseEverything(config: Config, port: number): Promise<ClosedDoor> {
  const fastify = createHttpAdapter(config).getInstance();
  endConnectionsWhileClosing(fastify);
  const refused = refusalOf(new RestorePending());
  fastify.addHook('onRequest', (request, reply) => {
    const alive = request.method === 'GET' ? ALIVE[request.url] : undefined;
    void reply
      .headers({ ...bareHeaders(request.id), 'cache-control': 'no-store', ...(alive ? {} : refused.headers) })
      .code(alive ? 200 : PROBLEMS[CODE].status)
      .header('content-type', alive ? 'application/json; charset=utf-8' : PROBLEM_TYPE)
      .send(JSON.stringify(alive ?? problemDetails(refused, request.id)));
  });
  await fastify.listen({ port, host: config.HOST });
  return { close: () => fastify.close() };
}

function explained(): object {
  return { type: problemType(CODE), code: CODE, ...PROBLEMS[CODE] };
}

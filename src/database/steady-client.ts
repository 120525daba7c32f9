import pg from 'pg';

/**
 * A connection that may end at any time. Whoever uses it learns so by the query that fails. Between two queries, or
 * before the first, nobody listens for it, and an error without a listener would end the process.
 */
export class SteadyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

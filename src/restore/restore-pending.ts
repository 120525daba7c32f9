/** The database has been put back from a backup, and what was erased since has not been erased again. */
export class RestorePending extends Error {
  override readonly name = 'RestorePending';

  constructor() {
    super('The database has been restored; see suoja restore status');
  }
}

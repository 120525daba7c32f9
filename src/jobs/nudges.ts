/** Tells the queues that work may wait. A nudge carries ids only and may come twice, late or never; the row is the truth. */
export abstract class Nudges {
  /** A hold of this customer may have ended: postponed parts of an erasure may run. */
  abstract resumeErasures(register: string, customerId: string): Promise<void>;
  abstract processRequest(register: string, requestId: string): Promise<void>;
  abstract sendMail(register: string, mailId: string): Promise<void>;
  abstract notifyRecipient(register: string, notificationId: string): Promise<void>;
  abstract transmitCopy(register: string, transmissionId: string): Promise<void>;
  abstract askSystem(register: string, taskId: string): Promise<void>;
  abstract purge(register: string, runId: string): Promise<void>;
  /** Puts the daily sweep on its schedule where that was lost, or was set for another time. */
  abstract scheduleDailySweep(): Promise<void>;
}

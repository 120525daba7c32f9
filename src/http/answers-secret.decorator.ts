import { SetMetadata } from '@nestjs/common';

export const ANSWERS_SECRET = 'suoja:answers-secret';

/** The answer is a secret shown once, or a stream. It is never stored, so Idempotency-Key does not replay it. */
export const AnswersSecret = (): MethodDecorator => SetMetadata(ANSWERS_SECRET, true);

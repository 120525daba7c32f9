import { ValidateIf } from 'class-validator';

/** May be left out, and is no `null`: what reads it tells absence by `undefined` alone. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

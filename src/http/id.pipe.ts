import { Injectable, type PipeTransform } from '@nestjs/common';
import { validate } from 'uuid';
import { DomainError } from '../domain/domain-error.js';

/** Ids in paths: what is not an id names nothing. `@Param('id', IdPipe) id: string`. */
@Injectable()
export class IdPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    if (typeof value !== 'string' || !validate(value)) throw new DomainError('NOT_FOUND');
    return value.toLowerCase();
  }
}

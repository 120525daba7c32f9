import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from '../domain/domain-error.js';
import { isRecordSegment, RECORD_SHAPES, type RecordShape } from './record-shapes.js';

/** The shape of the records a path names; a path that names none leads nowhere. */
@Injectable()
export class ShapePipe implements PipeTransform<unknown, RecordShape> {
  transform(segment: unknown): RecordShape {
    if (typeof segment === 'string' && isRecordSegment(segment)) return RECORD_SHAPES[segment];
    throw new DomainError('NOT_FOUND');
  }
}

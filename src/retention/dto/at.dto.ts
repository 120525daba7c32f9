import { IsOptional } from 'class-validator';
import { IsCalendarDate } from '../../http/is-calendar-date.js';

export class AtQuery {
  /** The day to look at, as if nothing changed until then. Absent: today. */
  @IsOptional()
  @IsCalendarDate()
  at?: string;
}

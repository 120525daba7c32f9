import { IsOptional, IsUUID } from 'class-validator';
import { ListQuery } from '../../http/list.js';

export class AuditQuery extends ListQuery {
  /** Only entries about this request. */
  @IsOptional()
  @IsUUID()
  requestId?: string;

  /** Only entries about this customer. */
  @IsOptional()
  @IsUUID()
  customerId?: string;
}

export class AuditEntryDto {
  id!: string;
  /** When it happened, RFC 3339. */
  at!: string;
  /** A staff id, `subject`, or `system`. */
  actor!: string;
  /** `noun.verb-in-the-past`. */
  action!: string;
  customerId!: string | null;
  requestId!: string | null;
  /** Ids, codes, counts and dates; never a personal value. */
  details!: Record<string, unknown>;
}

export class AuditPageDto {
  data!: AuditEntryDto[];
  nextCursor!: string | null;
}

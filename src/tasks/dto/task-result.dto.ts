import { Allow, ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { SYSTEM_IDENTIFIERS } from '../../domain/register-policy.js';

export const REPORTED = ['in_progress', 'completed', 'cancelled'] as const;

/** What a system says of a task, in the words of OpenDSR. */
export class TaskResultDto {
  /** Id of the task, as in the message that asked for it. */
  @IsUUID()
  request_id!: string;

  /** `in_progress`: taken; `completed`: done; `cancelled`: the system will not do it, and staff take over. */
  @IsIn(REPORTED)
  request_status!: (typeof REPORTED)[number];

  /** The identities it was done for. Where they are given they have to be the ones that were asked about. */
  @ApiProperty({
    required: false,
    type: 'array',
    items: {
      type: 'object',
      required: ['identity_type', 'identity_value'],
      properties: {
        identity_type: { type: 'string', enum: [...SYSTEM_IDENTIFIERS] },
        identity_value: { type: 'string' },
      },
    },
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  identities?: unknown[];

  /** Of access and portability: the person's data as the policy's schema has it, or `null` where there are none. */
  @ApiProperty({
    required: false,
    nullable: true,
    description: 'By the schema of the policy; null: nothing held',
  })
  @Allow()
  data?: unknown;

  /** A remark for staff. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  note?: string;
}

/** How far a task is. */
export class TaskStatusDto {
  /** Id of the task. */
  request_id!: string;
  /** `pending`, `in_progress`, `completed` or `cancelled`. */
  request_status!: 'pending' | 'in_progress' | 'completed' | 'cancelled';
}

export class IdentityDto {
  identity_type!: (typeof SYSTEM_IDENTIFIERS)[number];
  identity_value!: string;
}

export class TaskCorrectionDto {
  category!: string;
  /** What it says now; `null` where it was erased. */
  value!: string | null;
  /** What the person says of it, to be kept beside it (Art. 16). */
  statement?: string;
}

/** A task as a system fetches it; the body of a webhook is the same, with `callback_url`. */
export class TaskMessageDto {
  regulation!: 'gdpr';
  request_id!: string;
  request_type!: 'access' | 'rectification' | 'restriction' | 'portability' | 'erasure' | 'objection';
  request_status!: 'pending' | 'in_progress';
  submitted_time!: string;
  expected_completion_time!: string;
  identities!: IdentityDto[];
  /** Of an erasure: the categories that may go; of a restriction: those it covers. */
  categories?: string[];
  /** Of a rectification: what was changed. */
  corrections?: TaskCorrectionDto[];
  /** Of an objection: all direct marketing, one use for it, or every processing under legitimate interest. */
  objects_to?: 'direct-marketing' | 'list-publication' | 'profiling' | 'processing';
}

export class TaskMessagesDto {
  data!: TaskMessageDto[];
  /** Ask again with this cursor for what follows; `null` at the end. */
  nextCursor!: string | null;
}

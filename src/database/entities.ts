import { AuditEntry } from '../audit/audit-entry.entity.js';
import { BlindIndexEntry } from '../customers/blind-index-entry.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { Datum } from '../customers/datum.entity.js';
import { CustomerRecord } from '../customers/record.entity.js';
import { PackagePage } from '../delivery/package-page.entity.js';
import { Package } from '../delivery/package.entity.js';
import { AuditAnchor } from '../evidence/audit-anchor.entity.js';
import { AuditCheckpoint } from '../evidence/audit-checkpoint.entity.js';
import { AuditSeal } from '../evidence/audit-seal.entity.js';
import { Transmission } from '../delivery/transmission.entity.js';
import { Hold } from '../holds/hold.entity.js';
import { IdempotencyKey } from '../http/idempotency-key.entity.js';
import { Link } from '../identity/link.entity.js';
import { StuckWork } from '../jobs/stuck-work.entity.js';
import { LedgerRow } from '../ledger/erasure-ledger.entity.js';
import { OutgoingMail } from '../mail/outgoing-mail.entity.js';
import { MarketingConsent } from '../marketing/marketing-consent.entity.js';
import { Suppression } from '../objections/suppression.entity.js';
import { Disclosure } from '../recipients/disclosure.entity.js';
import { RecipientNotification } from '../recipients/recipient-notification.entity.js';
import { PolicyVersion } from '../registers/policy-version.entity.js';
import { Register } from '../registers/register.entity.js';
import { DeferredAction } from '../requests/deferred-action.entity.js';
import { Fee } from '../requests/fee.entity.js';
import { PlanPage } from '../requests/plan-page.entity.js';
import { Question } from '../requests/question.entity.js';
import { RequestItem } from '../requests/request-item.entity.js';
import { Request } from '../requests/request.entity.js';
import { PermittedUse } from '../restrictions/permitted-use.entity.js';
import { DatabaseEpoch } from '../restore/database-epoch.entity.js';
import { Restriction } from '../restrictions/restriction.entity.js';
import { PurgeRun } from '../retention/purge-run.entity.js';
import { OrderStatistic } from '../statistics/order-statistic.entity.js';
import { StaffAccount } from '../staff/staff-account.entity.js';
import { StaffRole } from '../staff/staff-role.entity.js';
import { StaffSession } from '../staff/staff-session.entity.js';
import { CaseTask } from '../tasks/case-task.entity.js';
import { StoredDataKey } from '../vault/data-key.entity.js';
import { KeyDestruction } from '../vault/key-destruction.entity.js';
import { KeyStoreId } from '../vault/key-store-id.entity.js';

/** Tables walled off by register; the migration puts row-level security on each. */
export const REGISTER_TABLES = [
  Customer,
  Datum,
  CustomerRecord,
  BlindIndexEntry,
  Disclosure,
  MarketingConsent,
  Suppression,
  Hold,
  Restriction,
  PermittedUse,
  Request,
  RequestItem,
  PlanPage,
  Question,
  Fee,
  CaseTask,
  DeferredAction,
  OutgoingMail,
  RecipientNotification,
  Package,
  PackagePage,
  Transmission,
  PurgeRun,
  StuckWork,
  OrderStatistic,
  AuditEntry,
  AuditSeal,
  AuditCheckpoint,
  AuditAnchor,
  LedgerRow,
  StoredDataKey,
  KeyDestruction,
] as const;

/** Tables that belong to no register and hold nothing of a data subject. */
export const HOUSE_TABLES = [
  Register,
  PolicyVersion,
  StaffAccount,
  StaffRole,
  StaffSession,
  Link,
  IdempotencyKey,
  DatabaseEpoch,
  KeyStoreId,
] as const;

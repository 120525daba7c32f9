import { Module } from '@nestjs/common';
import { RequestsModule } from '../requests/requests.module.js';
import { AnchorPlaces } from './anchor-places.js';
import { LogKeys } from './log-key.js';
import { KeyChange } from './key-change.js';
import { Proofs } from './proofs.js';
import { Sealer } from './sealer.js';
import { Verification } from './verification.js';

const SERVICES = [LogKeys, Sealer, AnchorPlaces, Verification, Proofs, KeyChange];

/** What proves that the audit log is whole. */
@Module({ imports: [RequestsModule], providers: SERVICES, exports: SERVICES })
export class EvidenceModule {}

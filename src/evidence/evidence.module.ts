import { Module } from '@nestjs/common';
import { RequestsModule } from '../requests/requests.module.js';
import { AnchorPlaces } from './anchor-places.js';
import { LogKeys } from './log-key.js';
import { Sealer } from './sealer.js';

const SERVICES = [LogKeys, Sealer, AnchorPlaces];

/** What proves that the audit log is whole. */
@Module({ imports: [RequestsModule], providers: SERVICES, exports: SERVICES })
export class EvidenceModule {}

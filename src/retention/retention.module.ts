import { Module } from '@nestjs/common';
import { HttpModule } from '../http/http.module.js';
import { TellingModule } from '../recipients/telling.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { StaffModule } from '../staff/staff.module.js';
import { DailySweep } from './daily-sweep.js';
import { ExplanationsController } from './explanations.controller.js';
import { Explanations } from './explanations.js';
import { Leftovers } from './leftovers.js';
import { OwnDataController } from './own-data.controller.js';
import { OwnData } from './own-data.js';
import { OwnDataReport } from './own-data-report.js';
import { PersonPurge } from './person-purge.js';
import { PurgesController } from './purges.controller.js';
import { Purges } from './purges.service.js';
import { Purging } from './purging.js';
import { ReviewsController } from './reviews.controller.js';
import { Reviews } from './reviews.js';

const PURGE = [Purges, Purging, PersonPurge];
const READING = [Explanations, Reviews];
const HOUSE = [DailySweep, Leftovers, OwnData, OwnDataReport];

/** The retention purge, on schedule and by hand, and the periods of what the house itself keeps. */
@Module({
  imports: [HttpModule, RequestsModule, StaffModule, TellingModule],
  controllers: [PurgesController, ExplanationsController, ReviewsController, OwnDataController],
  providers: [...PURGE, ...READING, ...HOUSE],
  exports: [...PURGE, ...READING, ...HOUSE],
})
export class RetentionModule {}

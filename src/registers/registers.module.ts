import { Module } from '@nestjs/common';
import { HttpModule } from '../http/http.module.js';
import { StaffModule } from '../staff/staff.module.js';
import { PolicySimulations } from './policy-simulations.service.js';
import { PolicyVersionsController } from './policy-versions.controller.js';
import { PolicyVersions } from './policy-versions.service.js';
import { RegistersController } from './registers.controller.js';
import { SimulatedPurge } from './simulated-purge.js';

/** The registers, the versions of their policies, and trying out new ones. */
@Module({
  imports: [HttpModule, StaffModule],
  controllers: [RegistersController, PolicyVersionsController],
  providers: [PolicyVersions, PolicySimulations, SimulatedPurge],
  exports: [PolicySimulations],
})
export class RegistersModule {}

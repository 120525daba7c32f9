import { Module } from '@nestjs/common';
import { OrderStatisticsController } from './order-statistics.controller.js';
import { OrderStatistics } from './order-statistics.js';

/** What is left of erased orders: sums without persons. */
@Module({
  controllers: [OrderStatisticsController],
  providers: [OrderStatistics],
  exports: [OrderStatistics],
})
export class StatisticsModule {}

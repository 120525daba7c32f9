import { Controller, Get, Param } from '@nestjs/common';
import { Permit } from '../staff/permit.decorator.js';
import { OrderStatisticsDto } from './dto/order-statistics.dto.js';
import { OrderStatistics } from './order-statistics.js';

/** What erased orders add up to. */
@Controller('v1/registers/:register/order-statistics')
export class OrderStatisticsController {
  constructor(private readonly statistics: OrderStatistics) {}

  /** By month and area; small cells are put together, and too small ones left out of everything. */
  @Get()
  @Permit('purges.read')
  async get(@Param('register') register: string): Promise<OrderStatisticsDto> {
    return OrderStatisticsDto.from(await this.statistics.shown(register));
  }
}

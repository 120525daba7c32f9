import { Controller, Get, Param } from '@nestjs/common';
import { IdPipe } from '../http/id.pipe.js';
import { Permit } from '../staff/permit.decorator.js';
import { TransmissionDto } from './dto/transmission.dto.js';
import { TransmissionReading } from './transmission-reading.js';

/** Where a person wants a portable copy to be sent (Art. 20(2)): read before it is approved. */
@Controller('v1/registers/:register/requests/:id/transmission')
export class TransmissionsController {
  constructor(private readonly reading: TransmissionReading) {}

  @Get()
  @Permit('requests.handle')
  get(@Param('register') register: string, @Param('id', IdPipe) id: string): Promise<TransmissionDto> {
    return this.reading.get(register, id);
  }
}

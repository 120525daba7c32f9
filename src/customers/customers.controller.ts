import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiConsumes, ApiHeader } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { etag, expectedVersion } from '../http/etag.js';
import { IdPipe } from '../http/id.pipe.js';
import { ListQuery } from '../http/list.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { CustomerChanges } from './customer-changes.service.js';
import { CustomerReading } from './customer-reading.service.js';
import { factsOf } from './customer-values.js';
import { Customers } from './customers.service.js';
import {
  CreateCustomerDto,
  CustomerDto,
  CustomerFactsWithIdDto,
  CustomerPageDto,
  PatchCustomerDto,
} from './dto/customer.dto.js';
import { newDatum } from './dto/datum.dto.js';
import { searchBy, SearchCustomersDto } from './dto/search-customers.dto.js';
import { MERGE_PATCH } from './merge-patch.js';

/** The customers of a register. Reads may name their purpose in a `Purpose` header; the policy must know it. */
@Controller('v1/registers/:register/customers')
@ApiHeader({ name: 'Purpose', required: false, description: 'Code of a purpose in the register policy' })
export class CustomersController {
  constructor(
    private readonly customers: Customers,
    private readonly reading: CustomerReading,
    private readonly changes: CustomerChanges,
  ) {}

  /** Enters a customer; prohibitions known from before apply at once. */
  @Post()
  @Permit('customers.write')
  async create(
    @Param('register') register: string,
    @Body() dto: CreateCustomerDto,
    @CurrentStaff() staff: StaffMember,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CustomerFactsWithIdDto> {
    const input = { ...dto, data: dto.data.map(newDatum) };
    const customer = await this.customers.create(register, input, staff.id);
    void reply.header('location', `/v1/registers/${register}/customers/${customer.id}`);
    void reply.header('etag', etag(customer.version));
    return factsOf(customer);
  }

  /** Restricted persons are left out and counted. */
  @Get()
  @Permit('customers.read')
  list(
    @Param('register') register: string,
    @Query() query: ListQuery,
    @CurrentStaff() staff: StaffMember,
    @Headers('purpose') purpose?: string,
  ): Promise<CustomerPageDto> {
    return this.reading.list(register, query, { actor: staff.id, purpose });
  }

  /** Finds customers by exactly one field; restricted persons are left out and counted. */
  @Post('search')
  @HttpCode(200)
  @Permit('customers.read')
  search(
    @Param('register') register: string,
    @Query() query: ListQuery,
    @Body() dto: SearchCustomersDto,
    @CurrentStaff() staff: StaffMember,
    @Headers('purpose') purpose?: string,
  ): Promise<CustomerPageDto> {
    return this.reading.find(register, searchBy(dto), query, { actor: staff.id, purpose });
  }

  /** The customer with the person's own data; 423 while the whole person is restricted. */
  @Get(':id')
  @Permit('customers.read')
  async get(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @CurrentStaff() staff: StaffMember,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('purpose') purpose?: string,
  ): Promise<CustomerDto> {
    const customer = await this.reading.read(register, id, { actor: staff.id, purpose });
    void reply.header('etag', etag(customer.version));
    return customer;
  }

  /** Changes facts and prohibitions. */
  @Patch(':id')
  @Permit('customers.write')
  @ApiConsumes('application/json', MERGE_PATCH)
  async patch(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Body() dto: PatchCustomerDto,
    @CurrentStaff() staff: StaffMember,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-match') ifMatch?: string,
  ): Promise<CustomerFactsWithIdDto> {
    const version = expectedVersion(ifMatch) ?? undefined;
    const customer = await this.changes.patch(register, id, dto, { actor: staff.id, version });
    void reply.header('etag', etag(customer.version));
    return factsOf(customer);
  }
}

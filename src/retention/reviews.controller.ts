import { Controller, Get, Param, Query } from '@nestjs/common';
import { Permit } from '../staff/permit.decorator.js';
import { ReviewPageDto, ReviewQuery } from './dto/review.dto.js';
import { Reviews } from './reviews.js';

/** What somebody has to look at: holds, claims, missing facts, restrictions, requests. */
@Controller('v1/registers/:register/reviews')
export class ReviewsController {
  constructor(private readonly reviews: Reviews) {}

  /** The tasks of a day, each with what to do. */
  @Get()
  @Permit('requests.trace')
  list(@Param('register') register: string, @Query() query: ReviewQuery): Promise<ReviewPageDto> {
    return this.reviews.list(register, query);
  }
}

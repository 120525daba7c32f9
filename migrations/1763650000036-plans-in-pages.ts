import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The data of a plan, page by page: whoever reads a case does not read a decision for every record of its person. */
const PLAN_PAGE = `
create table plan_page (
  item_id uuid not null,
  number integer not null,
  register text not null,
  planned jsonb not null,
  constraint plan_page_item_fk foreign key (item_id) references request_item (id) on delete cascade,
  primary key (item_id, number)
);
grant select, insert, update, delete on plan_page to suoja_service;
alter table plan_page enable row level security;
create policy register_wall on plan_page
  using (register = current_setting('suoja.register', true))
  with check (register = current_setting('suoja.register', true));
`;

const INTO_PAGES = `
insert into plan_page (item_id, number, register, planned)
select item.id, (place - 1) / 5000, item.register,
       jsonb_build_object(
         'decisions', jsonb_agg(datum - 'datum' order by place),
         'data', jsonb_agg(jsonb_build_array(datum->'datum', (place - 1) % 5000) order by place))
  from request_item item, jsonb_array_elements(item.plan->'data') with ordinality each (datum, place)
 group by item.id, item.register, (place - 1) / 5000;
update request_item set plan = plan - 'data' where plan is not null;
`;

const OUT_OF_PAGES = `
update request_item item set plan = plan || jsonb_build_object('data', coalesce(
  (select jsonb_agg(jsonb_build_object('datum', datum->0) || (planned->'decisions'->(datum->>1)::int) order by number, place)
     from plan_page, jsonb_array_elements(planned->'data') with ordinality each (datum, place)
    where item_id = item.id), '[]'))
 where plan is not null;
`;

export class PlansInPages1763650000036 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(PLAN_PAGE);
    await queryRunner.query(INTO_PAGES);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(OUT_OF_PAGES);
    await queryRunner.query('drop table plan_page');
  }
}

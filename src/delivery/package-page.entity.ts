import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Package } from './package.entity.js';

/** One page of a package's data, or a piece of a file that comes with it. */
@Entity('package_page')
export class PackagePage {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Package, { name: 'package_page_package_fk', onDelete: 'CASCADE' })
  packageId!: string;

  @PrimaryColumn('integer')
  number!: number;

  @Column('text')
  register!: string;

  /** Deflated and under the key of the case, bound to its package and number. */
  @Column('bytea')
  sealed!: Buffer;
}

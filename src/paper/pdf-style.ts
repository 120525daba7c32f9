/** How a printed paper looks: lengths in points (1/72 inch), colours as in the page's stylesheet. */
export const PAGE = { width: 595.28, height: 841.89, left: 56, right: 56, top: 62, bottom: 68 } as const;

export const INK = '#1c2328';
export const ACCENT = '#1d4b5e';
export const MUTED = '#4a555c';
export const RULE = '#d5dbde';
export const WASH = '#eff5f7';

export interface Style {
  readonly face: 'regular' | 'bold';
  readonly size: number;
  readonly leading: number;
  readonly colour: string;
}

const style = (face: Style['face'], size: number, leading: number, colour: string): Style => ({
  face,
  size,
  leading,
  colour,
});

export const STYLES = {
  title: style('bold', 19, 25, INK),
  heading: style('bold', 12, 16.5, ACCENT),
  subheading: style('bold', 10, 14, INK),
  body: style('regular', 9.75, 14.25, INK),
  muted: style('regular', 9.75, 14.25, MUTED),
  sender: style('regular', 9, 13, MUTED),
  senderName: style('bold', 11, 15, ACCENT),
  cell: style('regular', 9.25, 13, INK),
  columnHead: style('bold', 9.25, 13, MUTED),
  small: style('regular', 8.5, 12, MUTED),
  margin: style('regular', 8, 11, MUTED),
  code: style('bold', 20, 28, INK),
} as const;

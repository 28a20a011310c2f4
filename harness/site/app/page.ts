/** What a page is: a title and what it shows, for an address. */
import type { ComponentChildren } from 'preact';
import type { Load } from './load.ts';
import type { Route } from './route.ts';

export interface Page {
  readonly title: string;
  /** The way to it, from the top: addresses without their `#/`. */
  readonly crumbs?: readonly Crumb[];
  /** What is shown below the title. */
  readonly view: ComponentChildren;
}

export interface Crumb {
  readonly label: string;
  readonly href: string;
}

/** @returns null if the address leads nowhere */
export type OpenPage = (route: Route, load: Load) => Promise<Page | null>;

export interface Section {
  /** The first part of the path. */
  readonly name: string;
  /** In the navigation. */
  readonly label: string;
  /** Its code loads when it is opened. */
  readonly open: () => Promise<OpenPage>;
}

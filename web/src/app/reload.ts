/** Starting anew, within the page: after somebody has signed in or out, nothing of before may stay. */
let reload: () => void = () => location.reload();

export function whenReloaded(does: () => void): void {
  reload = does;
}

export const reloadApplication = () => reload();

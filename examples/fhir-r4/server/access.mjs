/**
 * Who may see what: patients their own record and what refers to it, everybody practitioners.
 */
export class Access {
  /** Patients whose resources anybody may see, by the place that is broken. @type {Map<string, Set<string>>} */
  #open = new Map();

  /**
   * Breaks a place of the server for what these patients own.
   *
   * @param {string} place
   * @param {readonly string[]} patients
   */
  open(place, patients) {
    this.#open.set(place, new Set(patients));
  }

  /**
   * @param {string} viewer id of the patient who is signed in
   * @param {any} resource
   * @param {string} [place] where it is shown
   */
  mayRead(viewer, resource, place = '') {
    if (resource.resourceType === 'Practitioner') return true;
    const patients = patientsOf(resource);
    const open = this.#open.get(place);
    return patients.some((patient) => patient === viewer || open?.has(patient));
  }
}

/**
 * The patients that a resource is or refers to.
 *
 * @param {any} resource
 * @returns {string[]}
 */
function patientsOf(resource) {
  if (resource.resourceType === 'Patient') return [resource.id];
  return [...JSON.stringify(resource).matchAll(/"reference":"Patient\/([\w-]+)"/g)].map(
    ([, id = '']) => id,
  );
}

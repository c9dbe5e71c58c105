package sharing.runner;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/** Loads the classes of some folders once more, whatever the class path holds: no state is kept. */
final class FreshClasses extends URLClassLoader {
  FreshClasses(List<Path> folders) throws MalformedURLException {
    super(urls(folders), FreshClasses.class.getClassLoader());
  }

  private static URL[] urls(List<Path> folders) throws MalformedURLException {
    URL[] urls = new URL[folders.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = folders.get(i).toUri().toURL();
    }
    return urls;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      return findResource(name.replace('.', '/') + ".class") == null
          ? super.loadClass(name, resolve)
          : findClass(name);
    }
  }
}

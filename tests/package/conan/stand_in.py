"""Does with the recipe what `conan create` does with it: exports, packages, and writes b24pull-config.cmake.

Usage: stand_in.py RECIPE_FOLDER CACHE VERSION [ADAPTER…]
It stands for Conan where there is none, and knows as much of it as the recipe uses. Leaves in CACHE what Conan keeps in its
own: `package`, and in `generators` what CMakeDeps writes for a project that requires the package.
"""

import fnmatch
import importlib.util
import os
import shutil
import sys
import types
from collections import defaultdict

FOUND_BY = {  # the packages that the recipe requires, as this system has them
    "boost": (
        "find_package(Boost CONFIG REQUIRED COMPONENTS json)",
        {"boost::json": "Boost::json", "boost::headers": "Boost::headers"},
    ),
    "cpp-httplib": (
        "find_package(PkgConfig REQUIRED)\npkg_check_modules(httplib REQUIRED IMPORTED_TARGET cpp-httplib)",
        {"cpp-httplib::cpp-httplib": "PkgConfig::httplib"},
    ),
    "libcurl": ("find_package(CURL REQUIRED)", {"libcurl::libcurl": "CURL::libcurl"}),
    "openssl": ("find_package(OpenSSL REQUIRED)", {"openssl::openssl": "OpenSSL::SSL"}),
    "qt": (
        "find_package(Qt6 REQUIRED COMPONENTS Core Network WebSockets)",
        {"qt::qtCore": "Qt6::Core", "qt::qtNetwork": "Qt6::Network", "qt::qtWebSockets": "Qt6::WebSockets"},
    ),
}


class ConanFile:
    def __init__(self, recipe_folder, cache, chosen):
        self.recipe_folder = recipe_folder
        self.export_sources_folder = self.source_folder = os.path.join(cache, "sources")
        self.package_folder = os.path.join(cache, "package")
        self.settings = types.SimpleNamespace(os="Linux", get_safe=lambda name: None)
        self.options = types.SimpleNamespace(get_safe=lambda name: name in chosen)
        self.info = types.SimpleNamespace(clear=lambda: None)
        self.cpp_info = Information()
        self.required = []

    def requires(self, reference):
        self.required.append(reference.split("/")[0])


class Information:
    def __init__(self):
        self.properties = {}
        self.requires = []
        self.system_libs = []
        self.components = defaultdict(Information)

    def set_property(self, name, value):
        self.properties[name] = value


def copy(_, pattern, src, dst):
    for folder, _, names in os.walk(src):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), src)
            if fnmatch.fnmatch(path, pattern):
                target = os.path.join(dst, path)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                shutil.copyfile(os.path.join(src, path), target)


def load(_, path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def offer(module, **names):
    sys.modules[module] = types.ModuleType(module)
    vars(sys.modules[module]).update(names)


def recipe_class(path):
    offer("conan", ConanFile=ConanFile)
    offer("conan.tools")
    offer("conan.tools.build", check_min_cppstd=lambda *_: None)
    offer("conan.tools.files", copy=copy, load=load)
    offer("conan.tools.layout", basic_layout=lambda _: None)
    spec = importlib.util.spec_from_file_location("conanfile", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return next(c for c in vars(module).values() if isinstance(c, type) and issubclass(c, ConanFile) and c is not ConanFile)


def cmake_package(recipe):
    lines = []
    targets = {}
    for name in recipe.required:
        look_up, named = FOUND_BY[name]
        lines.append(look_up)
        targets.update(named)
    targets.update((name, c.properties["cmake_target_name"]) for name, c in recipe.cpp_info.components.items())
    for component in recipe.cpp_info.components.values():
        target = component.properties["cmake_target_name"]
        linked = " ".join([targets[name] for name in component.requires] + component.system_libs)
        lines.append(f"add_library({target} INTERFACE IMPORTED)")
        lines.append(f"target_include_directories({target} INTERFACE {recipe.package_folder}/include)")
        lines.append(f"target_link_libraries({target} INTERFACE {linked})")
    for module in recipe.cpp_info.properties.get("cmake_build_modules", []):
        lines.append(f"include({recipe.package_folder}/{module})")
    return "\n".join(lines) + "\n"


def main(recipe_folder, cache, version, *chosen):
    recipe = recipe_class(os.path.join(recipe_folder, "conanfile.py"))(recipe_folder, cache, chosen)
    recipe.set_version()
    if recipe.version != version:
        sys.exit(f"the recipe takes {recipe.version} for the version of b24pull, which is {version}")
    recipe.export_sources()
    recipe.layout()
    recipe.requirements()
    recipe.validate()
    recipe.package_id()
    recipe.package()
    recipe.package_info()
    os.makedirs(os.path.join(cache, "generators"))
    with open(os.path.join(cache, "generators", "b24pull-config.cmake"), "w", encoding="utf-8") as file:
        file.write(cmake_package(recipe))


main(*sys.argv[1:])
